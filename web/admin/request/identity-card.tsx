import type { PrivacyRequest } from '../../client/generated.ts';
import { identitiesOf, identityNames, mask } from '../parts/mask-identity.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { useReveal } from '../parts/use-reveal.ts';

/** Who asks: covered until somebody needs to know, which the request’s log then says. */
export function IdentityCard({ request }: { readonly request: PrivacyRequest }) {
  const { shown, running, problem, toggle } = useReveal(request.id);
  const identities = identitiesOf(request.identity);
  return (
    <section class="card">
      <div class="row row--spread">
        <h2>Who asks</h2>
        <button type="button" class="button button--small" disabled={running} onClick={toggle}>
          {shown ? 'Hide who asks' : 'Show who asks'}
        </button>
      </div>
      <ProblemNotice problem={problem} />
      <dl class="facts">
        {identities.map(([kind, value]) => (
          <div key={kind}>
            <dt>{identityNames[kind]}</dt>
            <dd>{shown ? value : mask(kind, value)}</dd>
          </div>
        ))}
        {request.external_id !== null && (
          <div>
            <dt>External id of the request</dt>
            <dd>{request.external_id}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
