// Starts taking scans in, with the choices of the tool bar; shared by the buttons, the drop target and the first start.
// Must not read files: paths come from the shell, everything else is the core's.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, messageOfThrown, shell, wordForAgain } from '../../client/client.ts';
import { remembered } from '../../client/remembered.ts';
import { formatCount } from '../../components/format.ts';
import { useNavigation } from '../../shell/navigation.tsx';
import { knownLanguages, knownModel, LANGUAGES_KEY, MODEL_KEY } from './reading-choices.ts';

export function useIntake() {
  const client = useQueryClient();
  const { go, say } = useNavigation();
  const start = useMutation({
    mutationFn: (paths: readonly string[]) => {
      const fileCode = remembered<string>('session.fileCode', '').normalize('NFC').trim();
      return call('intake.digitise', {
        paths: [...paths],
        languages: knownLanguages(remembered<string[]>(LANGUAGES_KEY, ['vie'])),
        model: knownModel(remembered<string>(MODEL_KEY, 'fast')),
        ...(fileCode ? { fileCode } : {}),
      });
    },
    onSuccess: (_, paths) => {
      go('digitise');
      say(`Đã nhận ${formatCount(paths.length)} mục. Trang sẽ hiện dần khi đọc xong.`);
      void client.invalidateQueries({ queryKey: ['jobs.list'] });
    },
    onError: (error, paths) =>
      say(messageOfThrown(error), 'must', { label: wordForAgain(error), run: () => start.mutate(paths) }),
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
