import type { BackupPlan, BackupSecrets } from '@tangram/storage'
import type { BackupPlace } from './backup-place.ts'
import { bucketPlace } from './bucket-place.ts'
import { folderPlace } from './folder-place.ts'
import { guardedSend } from './guarded-send.ts'

type Given = Pick<BackupPlan, 'place' | 'bucket'>

/** `s3://bucket/prefix`, or the folder. */
export function addressOfPlan({ place, bucket }: Given, backupDir: string): string {
  return place === 'bucket' && bucket ? `${bucket.endpoint}/${bucket.bucket}/${bucket.prefix}` : backupDir
}

/** Where a plan has its backups; the folder is the operator's choice, never that of somebody who has a page only. */
export function placeOfPlan(
  { place, bucket }: Given,
  { secretAccessKey }: Pick<BackupSecrets, 'secretAccessKey'>,
  { backupDir, outgoingNetworks }: { backupDir: string; outgoingNetworks: readonly string[] },
  signal?: AbortSignal,
): BackupPlace {
  if (place === 'folder' || bucket === null) return folderPlace(backupDir)
  const { endpoint, prefix, ...rest } = bucket
  return bucketPlace({
    ...rest,
    endpoint: endpoint.replace(/\/+$/, ''),
    prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
    secretAccessKey: secretAccessKey ?? '',
    send: guardedSend(outgoingNetworks),
    ...(signal ? { signal } : {}),
  })
}
