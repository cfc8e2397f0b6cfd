// Starts taking scans in, with the choices of the tool bar; shared by the buttons, the drop target and the first start.
// Must not read files: paths come from the shell, everything else is the core's.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, messageOfThrown, shell, wordForAgain } from '../../client/client.ts';
import { remembered } from '../../client/remembered.ts';
import { formatCount } from '../../components/format.ts';
import { useNavigation } from '../../shell/navigation.tsx';
import { knownLanguages, knownModel, LANGUAGES_KEY, MODEL_KEY } from './reading-choices.ts';

/** "Đã nhận 12 tệp." from the job's title "Số hóa 12 tệp"; more or fewer files than were chosen means a folder was walked. */
export function takenWords(title: string, chosen: number): string {
  const files = title.match(/([\d.]+) tệp/)?.[1];
  if (!files) return `Đã nhận ${formatCount(chosen)} mục.`;
  const walked = files !== formatCount(chosen);
  return `Đã nhận ${files} tệp${walked ? '; trong thư mục chỉ lấy ảnh và PDF, loại tệp khác được bỏ qua' : ''}.`;
}

export function useIntake() {
  const client = useQueryClient();
  const { go, say } = useNavigation();
  const start = useMutation({
    mutationFn: async (paths: readonly string[]) => {
      const fileCode = remembered<string>('session.fileCode', '').normalize('NFC').trim();
      const { jobId } = await call('intake.digitise', {
        paths: [...paths],
        languages: knownLanguages(remembered<string[]>(LANGUAGES_KEY, ['vie'])),
        model: knownModel(remembered<string>(MODEL_KEY, 'best')),
        ...(fileCode ? { fileCode } : {}),
      });
      // Only for the words; the import goes on whether or not its name can be asked for.
      const { title } = await call('jobs.get', { jobId }).catch(() => ({ title: '' }));
      return takenWords(title, paths.length);
    },
    onSuccess: (words) => {
      go('digitise');
      say(`${words} Trang sẽ hiện dần khi đọc xong.`);
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
