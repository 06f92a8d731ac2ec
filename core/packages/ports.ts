import type { Readable } from 'node:stream';

/** Keeps finished packages. */
export interface PackageStore {
  /** Stores a package as it streams in; a stream that breaks leaves nothing behind. */
  write(key: string, content: Readable): Promise<void>;
  /** A link that downloads the package without a token, for `seconds`. */
  link(key: string, fileName: string, seconds: number): Promise<string>;
  /** Whether a package is there. */
  has(key: string): Promise<boolean>;
  /** Removes a package, where there is one. */
  remove(key: string): Promise<void>;
}
