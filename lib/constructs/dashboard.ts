import { AlarmStatusWidget, Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';
import type { AlarmBell } from './alarm-bell.ts';

/** One graph: what is counted on the left, and what takes time on the right. */
export interface Graph {
  readonly title: string;
  readonly counts: readonly IMetric[];
  readonly times?: readonly IMetric[];
}

/** Columns of a dashboard are 24 wide; two graphs stand side by side. */
const graphWidth = 12;

/** The one page to look at: all alarms on top, then a graph for each part. */
export class DossierDashboard extends Construct {
  constructor(scope: Construct, id: string, { stage, bell, graphs }: { stage: StageSettings; bell: AlarmBell; graphs: readonly Graph[] }) {
    super(scope, id);
    new Dashboard(this, 'dashboard', {
      dashboardName: `dossier-${stage.name}`,
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...bell.alarms], width: 2 * graphWidth })],
        graphs.map(
          ({ title, counts, times }) => new GraphWidget({ title, width: graphWidth, left: [...counts], right: [...(times ?? [])] }),
        ),
      ],
    });
  }
}
