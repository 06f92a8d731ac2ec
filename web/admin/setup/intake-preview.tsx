import { useMemo, useState } from 'preact/hooks';
import type { IntakeAction } from '../../client/generated.ts';
import type { Values } from '../../intake/draft.ts';
import { FormControls } from '../../intake/form-controls.tsx';
import { UploadList } from '../../intake/uploads/upload-list.ts';

/** A door that leads nowhere: in the preview a file is only listed. */
const noDoor = { upload: async () => ({ id: '', token: '' }), remove: async () => {} };

/** The form as people will see it. Nothing typed or chosen here is sent. */
export function IntakePreview({ propertyId, action }: { readonly propertyId: string; readonly action: IntakeAction }) {
  const [values, setValues] = useState<Values>({});
  const uploads = useMemo(() => new UploadList({ policyKey: action.policy_key, propertyId }, [], noDoor), [propertyId, action.policy_key]);
  return (
    <section class="card stack preview" aria-labelledby="preview-title">
      <h2 id="preview-title" class="soft">
        Preview
      </h2>
      <p class="preview__title">{action.title}</p>
      {action.description && <p class="soft">{action.description}</p>}
      <FormControls
        action={action}
        values={values}
        uploads={uploads}
        problems={[]}
        onChange={(id, value) => setValues((now) => ({ ...now, [id]: value }))}
      />
    </section>
  );
}
