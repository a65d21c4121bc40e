import { join } from 'node:path'
import { configFromEnvironment, type ServerConfig } from '../config.ts'

/** A configuration for tests: any free port, nothing said, no sample data. */
export function testConfig(dataDir: string, more: Partial<ServerConfig> = {}): ServerConfig {
  return {
    ...configFromEnvironment(['--trial'], { TANGRAM_DATA: dataDir, TANGRAM_SAMPLE: 'none', LOG_LEVEL: 'silent' }),
    port: 0,
    poolSize: 6,
    webRoots: { portal: join(dataDir, 'portal'), designer: join(dataDir, 'designer') },
    ...more,
  }
}
