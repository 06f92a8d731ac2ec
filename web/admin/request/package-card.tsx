import { useState } from 'preact/hooks';
import { getAccessResults } from '../../client/generated.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSession } from '../session/use-session.ts';
import { openLink } from './open-link.ts';
import { PackageTables } from './package-tables.tsx';
import { type PackageContent, readPackage } from './read-package.ts';

/** The finished package: to look at, and to download. */
export function PackageCard({ id }: { readonly id: string }) {
  const session = useSession();
  const { running, problem, run } = useAction();
  const [content, setContent] = useState<PackageContent | undefined>();
  const link = async () => (await session.call(getAccessResults, { path: { id } })).access_result_urls;
  const download = () =>
    run(async () => {
      for (const url of await link()) openLink(url);
    });
  const look = () =>
    run(async () => {
      const [url] = await link();
      if (url !== undefined) setContent(await readPackage(url));
    });
  return (
    <section class="card stack">
      <h2>Package</h2>
      <ProblemNotice problem={problem} />
      {session.may('privacy-request-access-results:read') ? (
        <div class="row">
          <button type="button" class="button button--main" disabled={running} onClick={download}>
            Download the package
          </button>
          <button type="button" class="button" disabled={running} onClick={content === undefined ? look : () => setContent(undefined)}>
            {content === undefined ? 'Look at the package' : 'Close the package'}
          </button>
        </div>
      ) : (
        <p class="soft">Your login may not open packages.</p>
      )}
      {content !== undefined && <PackageTables content={content} />}
    </section>
  );
}
