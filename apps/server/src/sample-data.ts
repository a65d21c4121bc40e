import type { Services } from './services.ts'

export async function loadSample(_services: Services): Promise<void> {}
