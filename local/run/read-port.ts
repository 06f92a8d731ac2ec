import { StartError } from './start-error.ts';

/** The port of the local run where nobody says otherwise (CONTRACT section 11). */
const defaultPort = 8080;

/**
 * Reads the variable `PORT`; 0 is any free port.
 * @throws {@link StartError} for anything that is no port.
 */
export function readPort(value: string | undefined): number {
  if (value === undefined || value === '') {
    return defaultPort;
  }
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535) {
    throw new StartError('PORT is not valid: it must be a whole number from 0 to 65535, where 0 is any free port.');
  }
  return port;
}
