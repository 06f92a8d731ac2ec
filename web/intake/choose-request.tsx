import type { IntakeProperty } from '../client/generated.ts';
import { useTexts } from './language.ts';
import { PageTitle } from './page-title.tsx';
import { formAddress } from './view.ts';

/** What people can ask for here. */
export function ChooseRequest({ property }: { readonly property: IntakeProperty }) {
  const { choose } = useTexts();
  return (
    <>
      <PageTitle text={choose.title} />
      <p class="lead">{property.actions.length === 0 ? choose.none : choose.lead}</p>
      <ul class="choices">
        {property.actions.map((action) => (
          <li key={action.policy_key}>
            <a class="choice-card" href={formAddress(action.policy_key)}>
              <span class="choice-card__title">{action.title}</span>
              {action.description && <span class="choice-card__text">{action.description}</span>}
              <svg class="choice-card__arrow" viewBox="0 0 20 20" aria-hidden="true">
                <path
                  d="M7 4l6 6-6 6"
                  fill="none"
                  stroke="currentColor"
                  stroke-width="2.5"
                  stroke-linecap="round"
                  stroke-linejoin="round"
                />
              </svg>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
