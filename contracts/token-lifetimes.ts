/**
 * Seconds a token lets somebody in, on AWS and in the local run. Short for people, who have a refresh token for as long as their login
 * lasts; an hour for programs, which just ask again.
 */
export const tokenLifetimes = { person: 900, program: 3_600, session: 43_200 } as const;
