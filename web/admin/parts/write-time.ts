/** Whole days to the due date in words: 0 is the day itself. */
export function writeDaysLeft(days: number): string {
  if (days === 0) return 'Today';
  if (days < 0) return days === -1 ? '1 day overdue' : `${-days} days overdue`;
  return days === 1 ? '1 day left' : `${days} days left`;
}

/** A day as people write it. Due dates count by UTC, so that everybody sees the same one. */
export function writeDay(time: string): string {
  return new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}

/** A moment in the reader's own time zone. */
export function writeTime(time: string): string {
  return new Date(time).toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
}
