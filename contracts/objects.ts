/** What object keys begin with, by what lies there. Rights are given by these, so that a function reaches its own kind only. */
export const objectPrefixes = { packages: 'packages/', rows: 'rows/', attachments: 'attachments/', quarantine: 'quarantine/' } as const;

/** What a finished package is, for whoever downloads it. */
export const packageType = 'application/zip';
