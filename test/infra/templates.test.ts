// Every suite that looks at templates, in one file: a synth takes a second, and so all share one.
import './templates/data.ts';
import './templates/edge.ts';
import './templates/findings.ts';
import './templates/functions.ts';
import './templates/identity.ts';
import './templates/operations.ts';
import './templates/pages.ts';
import './templates/permissions.ts';
import './templates/routes.ts';
import './templates/scanner.ts';
import './templates/snapshots.ts';
import './templates/sources.ts';
