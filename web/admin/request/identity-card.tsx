import { useState } from 'preact/hooks';
import type { PrivacyRequest } from '../../client/generated.ts';
import { identitiesOf, identityNames, mask } from '../parts/mask-identity.ts';

/** Who asks: covered until somebody needs to know. */
export function IdentityCard({ request }: { readonly request: PrivacyRequest }) {
  const [shown, setShown] = useState(false);
  const identities = identitiesOf(request.identity);
  return (
    <section class="card">
      <div class="row row--spread">
        <h2>Who asks</h2>
        <button type="button" class="button button--small" onClick={() => setShown(!shown)}>
          {shown ? 'Hide who asks' : 'Show who asks'}
        </button>
      </div>
      <dl class="facts">
        {identities.map(([kind, value]) => (
          <div key={kind}>
            <dt>{identityNames[kind]}</dt>
            <dd>{shown ? value : mask(kind, value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
