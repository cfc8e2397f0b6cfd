// Takes files and folders dropped anywhere on the window.
// Must not look inside them.
import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { shell } from '../../client/client.ts';
import { useNavigation } from '../../shell/navigation.tsx';
import classes from '../../shell/shell.module.css';
import { useIntake } from './intake.ts';

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

export function DropTarget() {
  const [over, setOver] = useState(false);
  const { start } = useIntake();
  const { say } = useNavigation();
  const take = useRef<(files: File[]) => void>(() => {});
  useEffect(() => {
    take.current = (files) => {
      const paths = shell().pathsOfDroppedFiles(files);
      if (paths.length > 0) start.mutate(paths);
      else
        say(
          'Những mục vừa thả không phải tệp trên máy nên không nhập được. Hãy thả tệp hoặc thư mục từ trình quản lý tệp.',
          'look',
        );
    };
  });

  useEffect(() => {
    // Subtle: dragleave also fires between children; counting enters and leaves tells when the window is really left.
    let depth = 0;
    const onEnter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const onOver = (event: DragEvent) => {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = carriesFiles(event) ? 'copy' : 'none';
    };
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (carriesFiles(event)) take.current([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, []);

  if (!over) return null;
  return (
    <div className={classes.drop}>
      <div className={classes.dropInner}>
        <IconFileImport size={44} stroke={1.4} aria-hidden="true" />
        <strong>Thả vào đây để số hóa</strong>
        <span>Tệp ảnh, PDF hoặc cả thư mục</span>
      </div>
    </div>
  );
}
