import { fileURLToPath } from 'node:url'

/** The whole of Noto Sans SC (SIL Open Font License 1.1), so that no character of a name is missing; files take from it what they use. */
export const fontFiles = {
  regular: fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')),
  bold: fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf')),
} as const
