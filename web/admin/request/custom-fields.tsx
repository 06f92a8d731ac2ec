import { type AttachedFile, type CustomField, linkAttachment } from '../../client/generated.ts';
import { describeSize } from '../../intake/uploads/describe-limits.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSession } from '../session/use-session.ts';
import { openLink } from './open-link.ts';

/** What was filled in and attached. */
export function CustomFields({
  requestId,
  fields,
}: {
  readonly requestId: string;
  readonly fields: Readonly<Record<string, CustomField>>;
}) {
  const entries = Object.entries(fields);
  return (
    <section class="card">
      <h2>Custom fields</h2>
      {entries.length === 0 && <p class="soft">The form asked for nothing more, or nothing more was given.</p>}
      <dl class="facts">
        {entries.map(([key, { label, value }]) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>
              <FieldValue requestId={requestId} value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function FieldValue({ requestId, value }: { readonly requestId: string; readonly value: CustomField['value'] }) {
  if (typeof value === 'string') return <span class="pre">{value}</span>;
  if (isText(value)) return <span>{value.join(', ')}</span>;
  return (
    <ul class="stack stack--tight">
      {value.filter(isFile).map((file) => (
        <FileLink key={file.id} requestId={requestId} file={file} />
      ))}
    </ul>
  );
}

function FileLink({ requestId, file }: { readonly requestId: string; readonly file: AttachedFile }) {
  const session = useSession();
  const { running, problem, run } = useAction();
  const download = () =>
    run(async () => {
      const { url } = await session.call(linkAttachment, { path: { id: requestId, attachment_id: file.id } });
      openLink(url);
    });
  return (
    <li>
      <div class="row">
        <button type="button" class="button button--small" disabled={running || !session.may('attachment:read')} onClick={download}>
          Download {file.file_name}
        </button>
        <span class="soft small">
          {describeSize(file.size_bytes, 'en')}, {file.content_type}
          {file.scanned ? ', no virus found' : ''}
        </span>
        {!file.scanned && <span class="badge badge--warn">Not scanned for viruses</span>}
      </div>
      <ProblemNotice problem={problem} />
    </li>
  );
}

function isText(value: readonly (string | AttachedFile)[]): value is readonly string[] {
  return value.length > 0 && value.every((entry) => typeof entry === 'string');
}

function isFile(entry: string | AttachedFile): entry is AttachedFile {
  return typeof entry !== 'string';
}
