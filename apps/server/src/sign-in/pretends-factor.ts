import { createHmac } from 'node:crypto'
import { purposeKey } from '@tangram/storage'

/**
 * Whether a login that nobody has is asked for a code all the same. As large a part of them is as of those who exist, and always the same
 * ones: being asked for a code tells nobody that the login exists.
 *
 * @param share which part of the people has a second factor, 0 to 1
 */
export function pretendsFactor(secret: string, login: string, share: number): boolean {
  const digest = createHmac('sha256', purposeKey(secret, 'pretended factor')).update(login).digest()
  return digest.readUInt32BE(0) / 2 ** 32 < share
}
