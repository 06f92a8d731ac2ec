import { beforeAll, describe, expect, it } from 'vitest';
import { clearConnections, makeManual } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { readProblem } from './api/read-problem.ts';
import { eventsOf, goodItem, reach } from './api/requests.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
const rounds = 30;
let key = '';

beforeAll(async () => {
  await clearConnections(api);
  key = await makeManual(api, ['email']);
});

describe('two resumes at once', () => {
  it(`give one 200, one 400 and one continuation, ${rounds} times`, async () => {
    const { succeeded } = await api.ok('submit-privacy-requests', { body: Array.from({ length: rounds }, () => goodItem) });
    for (const { id } of succeeded) {
      await reach(api, id, 'requires_input');
      await api.ok('upload-manual-input', { params: { id, key }, body: { email: 'a' } });
      const answers = await Promise.all([
        api.call('resume-privacy-request', { params: { id } }),
        api.call('resume-privacy-request', { params: { id }, path: 1 }),
      ]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400]);
      for (const answer of answers.filter((candidate) => candidate.status === 400)) {
        expect(readProblem(answer, 'privacy_request.wrong_status').detail).toMatch(/has the status (in_processing|complete)\./);
      }
    }
    for (const { id } of succeeded) {
      await reach(api, id, 'complete');
      const events = await eventsOf(api, id);
      for (const once of ['resumed', 'package_built', 'completed']) {
        expect(
          events.filter((event) => event === once),
          `${once} of ${id}`,
        ).toHaveLength(1);
      }
    }
  });
});
