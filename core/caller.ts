/** Who asks, as the log names them: a client, a person of the staff, `data_subject`, or `system`. */
export type Actor = string;

/** The actor of what nobody asked for. */
export const systemActor: Actor = 'system';

/** The actor of what the person whose data it is did. */
export const dataSubjectActor: Actor = 'data_subject';
