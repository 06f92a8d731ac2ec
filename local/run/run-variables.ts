/** The environment variables of a local run, for the help of every command that starts one (CONTRACT section 11). */
export const runVariables = {
  PORT: 'the port on 127.0.0.1 (8080); 0 is any free one',
  DOSSIER_DATA_DIR: 'the folder that holds all state (.dossier)',
  DOSSIER__SECTION__KEY: 'overrides a setting of config/dossier.json',
  AWS_ENDPOINT_URL_DYNAMODB: 'a DynamoDB Local that runs already; without it one is started, by Java 17',
} as const;
