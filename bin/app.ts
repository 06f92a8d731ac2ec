import { DossierApp } from '../lib/dossier-app.ts';
import { projectRoot } from './project-root.ts';

// What the `cdk` command runs. `cdk deploy 'prod/*'` deploys one stage, and `-c stage=prod` builds that one alone.
new DossierApp({ projectRoot }).synth();
