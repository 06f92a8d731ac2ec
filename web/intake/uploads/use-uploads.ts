import { useEffect, useState } from 'preact/hooks';
import type { UploadList, UploadsView } from './upload-list.ts';

/** A list as it is now; the component is drawn anew with every change. */
export function useUploads(list: UploadList): UploadsView {
  const [view, setView] = useState(list.view);
  useEffect(() => {
    setView(list.view);
    return list.subscribe(() => setView(list.view));
  }, [list]);
  return view;
}
