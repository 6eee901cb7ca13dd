import { throwByName } from './unsupported.ts';

/**
 * `dialog`, for a machine where nobody sits: errors are printed, questions get their cancelling answer. A test
 * replaces a method (`dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })`).
 */
export function createDialog() {
  const optionsOf = (args: readonly unknown[]) =>
    args.at(-1) as { message?: string; cancelId?: number; defaultId?: number };
  const answer = (args: readonly unknown[]): number => {
    const { message, cancelId, defaultId } = optionsOf(args);
    console.log(`Electron stand-in: message box: ${message}`);
    return cancelId ?? defaultId ?? 0;
  };
  return throwByName('dialog', {
    showErrorBox: (title: string, content: string) => void process.stderr.write(`${title}\n${content}\n`),
    showMessageBox: async (...args: unknown[]) => ({ response: answer(args), checkboxChecked: false }),
    showMessageBoxSync: (...args: unknown[]) => answer(args),
    showOpenDialog: async () => ({ canceled: true, filePaths: [] as string[] }),
    showOpenDialogSync: () => undefined,
    showSaveDialog: async () => ({ canceled: true, filePath: '' }),
    showSaveDialogSync: () => '',
  });
}
