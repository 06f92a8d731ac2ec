/** Debian's Chromium: browsers are not downloaded. */
export const chromiumPath = '/usr/bin/chromium';
