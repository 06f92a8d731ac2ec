import { useContext, useState } from 'preact/hooks';
import type { PublicPrivacyRequest } from '../client/generated.ts';
import { LanguageContext, useTexts } from './language.ts';
import { PageTitle } from './page-title.tsx';

/** What a page that was reloaded still knows of a request that was taken. */
export interface TakenRequest extends Pick<PublicPrivacyRequest, 'id' | 'status' | 'policy' | 'due_at'> {
  /** Whether a mail address was given. The address itself is not kept. */
  readonly gaveMail: boolean;
}

/** The request is in: its reference number, and what happens next. */
export function RequestTaken({ request }: { readonly request: TakenRequest }) {
  const { done } = useTexts();
  const language = useContext(LanguageContext);
  const day = new Date(request.due_at).toLocaleDateString(language, { day: 'numeric', month: 'long', year: 'numeric' });
  const access = request.policy.action_type === 'access';
  const steps = [
    ...(request.status === 'pending' ? [done.review] : []),
    access ? done.gather : done.erase,
    // Nobody here knows whether this installation sends mails by itself, so no mail of a certain kind is promised.
    !request.gaveMail ? done.answerWithoutMail(day) : access ? done.answerByMail(day) : done.answer(day),
  ];
  return (
    <div class="card">
      <PageTitle text={done.title} />
      <p class="lead">{done.lead}</p>
      <Reference id={request.id} />
      <h2>{done.next}</h2>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step}>
            <span>{step}</span>
          </li>
        ))}
      </ol>
      <p class="row form__actions">
        <a class="button" href="#/">
          {done.another}
        </a>
      </p>
    </div>
  );
}

function Reference({ id }: { readonly id: string }) {
  const { done } = useTexts();
  const [copied, setCopied] = useState(false);
  return (
    <div class="reference">
      <span class="small soft">{done.reference}</span>
      <span class="reference__id" data-reference>
        {id}
      </span>
      <span class="small soft">{done.referenceHint}</span>
      <span class="row">
        <button
          type="button"
          class="button button--small"
          onClick={() =>
            navigator.clipboard.writeText(id).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {done.copy}
        </button>
        <span class="small" role="status">
          {copied ? done.copied : ''}
        </span>
      </span>
    </div>
  );
}
