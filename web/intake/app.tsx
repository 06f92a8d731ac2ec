import { useEffect, useState } from 'preact/hooks';
import type { IntakeProperty, PublicPrivacyRequest } from '../client/generated.ts';
import { ChooseRequest } from './choose-request.tsx';
import { keep, readKept } from './draft.ts';
import { LanguageContext } from './language.ts';
import { LoadNotice } from './load-notice.tsx';
import { PageFrame } from './page-frame.tsx';
import { RequestForm } from './request-form.tsx';
import { RequestTaken, type TakenRequest } from './request-taken.tsx';
import type { Language } from './texts.ts';
import { useIntake } from './use-intake.ts';
import { useLanguage } from './use-language.ts';
import { doneAddress, useView } from './view.ts';

const takenKey = 'dossier.intake.taken';

/** The whole intake page. */
export function App() {
  const [language, setLanguage] = useLanguage();
  const { property, problem, reload } = useIntake();
  return (
    <LanguageContext.Provider value={language}>
      <PageFrame name={property?.name} language={language} onLanguage={(chosen: Language) => setLanguage(chosen)}>
        {property === undefined ? <LoadNotice problem={problem} onRetry={reload} /> : <Views property={property} />}
      </PageFrame>
    </LanguageContext.Provider>
  );
}

function Views({ property }: { readonly property: IntakeProperty }) {
  const view = useView();
  const [taken, setTaken] = useState<TakenRequest | undefined>(() => readKept(takenKey, isTaken));
  useEffect(() => {
    if (view.kind === 'form' && taken !== undefined) sessionStorage.removeItem(takenKey);
  }, [view.kind]);
  const action = view.kind === 'form' ? property.actions.find((candidate) => candidate.policy_key === view.policyKey) : undefined;
  if (view.kind === 'done' && taken !== undefined) return <RequestTaken request={taken} />;
  if (action === undefined) return <ChooseRequest property={property} />;
  const take = ({ id, status, policy, due_at }: PublicPrivacyRequest, gaveMail: boolean) => {
    const kept = { id, status, policy, due_at, gaveMail };
    keep(takenKey, kept);
    setTaken(kept);
    location.replace(doneAddress);
  };
  return <RequestForm key={action.policy_key} propertyId={property.property_id} action={action} onTaken={take} />;
}

function isTaken(value: unknown): value is TakenRequest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    'due_at' in value &&
    typeof value.due_at === 'string' &&
    'policy' in value &&
    typeof value.policy === 'object' &&
    'status' in value &&
    'gaveMail' in value &&
    typeof value.gaveMail === 'boolean'
  );
}
