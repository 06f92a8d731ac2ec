import { readFile, rm } from 'node:fs/promises';
import { startDossier } from '../../test/support/start-dossier.ts';
import type { BenchGroup } from '../group.ts';

const uploads = 100;
const bytesEach = 4 * 1_048_576;
/** Megabytes the server process may hold at most. */
const mostMegabytes = 400;

/** The most memory the local run's process held while many large uploads came at once. */
export const uploadMemory: BenchGroup = {
  name: 'memory',
  summary: `peak memory of the server process under ${uploads} uploads of 4 MiB at once`,
  async measure({ say }) {
    const dossier = await startDossier({ env: { DOSSIER__RATE_LIMIT__UPLOADS_PER_MINUTE: '1000000' } });
    try {
      const idle = await peakOf(dossier.pid);
      say(`memory: ${uploads} uploads`);
      const file = new Blob([Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(bytesEach, '% line\n'), Buffer.from('\n%%EOF\n')])]);
      const statuses = await Promise.all(
        Array.from({ length: uploads }, async () => {
          const form = new FormData();
          form.set('policy_key', 'default_access_policy');
          form.set('field_name', 'supporting_documents');
          form.set('file', file, 'a.pdf');
          const response = await fetch(`${dossier.baseUrl}/api/v1/privacy-request/attachment`, { method: 'POST', body: form });
          await response.arrayBuffer();
          return response.status;
        }),
      );
      const peak = await peakOf(dossier.pid);
      const count = (wanted: number) => String(statuses.filter((status) => status === wanted).length);
      const other = statuses.filter((status) => ![200, 429, 503].includes(status)).length;
      return {
        title: 'Memory under uploads',
        notes: [
          `Peak resident memory (VmHWM) of the server process of the local run, in which all functions and the stand-ins for AWS but the database live, after ${uploads} uploads of 4 MiB at once. Uploads that find no room in time are 503 with Retry-After. Goal: below ${mostMegabytes} MB.`,
        ],
        columns: ['Idle, MB', 'Peak, MB', 'Stored', 'Put off (503)', 'Other answers', `< ${mostMegabytes} MB`],
        rows: [[idle.toFixed(0), peak.toFixed(0), count(200), count(503), String(other), peak < mostMegabytes ? 'yes' : 'no']],
      };
    } finally {
      await dossier.stop();
      await rm(dossier.dataDir, { recursive: true, force: true });
    }
  },
};

/** Megabytes. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024) / 1e6;
}
