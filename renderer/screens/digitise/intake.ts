// Starts taking scans in, with the choices of the tool bar; shared by the buttons, the drop target and the first start.
// Must not read files: paths come from the shell, everything else is the core's.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, messageOfThrown, shell } from '../../client/client.ts';
import { remembered } from '../../client/remembered.ts';
import { formatCount } from '../../components/format.ts';
import { useNavigation } from '../../shell/navigation.tsx';

export const languageChoices = [
  { value: 'vie', label: 'Tiếng Việt' },
  { value: 'fra', label: 'Tiếng Pháp' },
  { value: 'eng', label: 'Tiếng Anh' },
] as const;
export type Language = (typeof languageChoices)[number]['value'];

export function chosenLanguages(): Language[] {
  const saved = remembered<string[]>('intake.languages', ['vie']);
  const known = languageChoices.map((choice) => choice.value).filter((value) => saved.includes(value));
  return known.length > 0 ? known : ['vie'];
}

export function useIntake() {
  const client = useQueryClient();
  const { go, say } = useNavigation();
  const start = useMutation({
    mutationFn: (paths: readonly string[]) => {
      const fileCode = remembered<string>('session.fileCode', '').normalize('NFC').trim();
      return call('intake.digitise', {
        paths: [...paths],
        languages: chosenLanguages(),
        ...(fileCode ? { fileCode } : {}),
      });
    },
    onSuccess: (_, paths) => {
      go('digitise');
      say(`Đã nhận ${formatCount(paths.length)} mục. Trang sẽ hiện dần khi đọc xong.`);
      void client.invalidateQueries({ queryKey: ['jobs.list'] });
    },
    onError: (error) => say(messageOfThrown(error), 'must'),
  });

  const fromFiles = async () => {
    const paths = await shell().openFiles({
      title: 'Chọn tệp quét để nhập',
      buttonLabel: 'Nhập',
      filters: [
        { name: 'Ảnh quét và PDF', extensions: ['jpg', 'jpeg', 'png', 'webp', 'tif', 'tiff', 'pdf'] },
        { name: 'Mọi tệp', extensions: ['*'] },
      ],
    });
    if (paths.length > 0) start.mutate(paths);
  };
  const fromFolder = async () => {
    const path = await shell().openFolder({
      title: 'Chọn thư mục chứa bản quét',
      buttonLabel: 'Nhập thư mục',
    });
    if (path) start.mutate([path]);
  };
  return { start, fromFiles, fromFolder };
}
