/** The driver for PostgreSQL, as one piece that is loaded when a database is first asked: most calls of the functions that hold it ask none. */
export { default as pg } from 'pg';
export { default as Cursor } from 'pg-cursor';
