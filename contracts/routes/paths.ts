/** Where privacy requests are. */
export const requestsPath = '/api/v1/privacy-request';
