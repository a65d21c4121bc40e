/**
 * A database of its own for each test file, with schema `tangram` ready.
 *
 *     const db = await testDatabase()
 *     afterAll(() => db.close())
 */

export { isAlive } from '../cluster/process-info.ts'
export { authenticator } from './authenticator.ts'
export { dataFolder } from './data-folder.ts'
export { type NaiveRecord, naiveRecords, type Truth } from './naive-rights.ts'
export { comparePermissions } from './permission-model.ts'
export { permissionWorld, randomFrom, words } from './permission-world.ts'
export { testDatabase } from './test-database.ts'
