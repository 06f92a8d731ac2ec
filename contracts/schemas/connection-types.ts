/** The connection type whose answers people type in. */
export const manualConnectionType = 'manual_request';

/** Connection types as they are stored and answered. */
export const connectionTypes = [manualConnectionType, 'postgres', 'dynamodb', 'https'] as const;

/** A connection type. */
export type ConnectionType = (typeof connectionTypes)[number];

/** A connection type that is read without people. */
export type AutomaticType = Exclude<ConnectionType, typeof manualConnectionType>;
