import { areaList } from '@vant/area-data'

const lists = [areaList.province_list, areaList.city_list, areaList.county_list] as readonly { [code: string]: string }[]

/** The name of a province, city or district of China by its code of six digits (GB/T 2260); undefined when there is none. */
export function divisionName(code: string): string | undefined {
  return lists.map((list) => (Object.hasOwn(list, code) ? list[code] : undefined)).find((name) => name !== undefined)
}

/** Whether the table of divisions is there: a public form does without it, its server has it. */
export const knowsDivisions = (): boolean => Object.keys(areaList.province_list).length > 0

/** Whether each code lies in the one before: `310000`, `310100`, `310104`. */
export function isDivisionPath(codes: readonly string[]): boolean {
  const [province = '', city, district] = codes
  if (!/^\d\d0000$/.test(province)) return false
  if (city !== undefined && !(/^\d{4}00$/.test(city) && city.startsWith(province.slice(0, 2)) && city !== province)) return false
  return district === undefined || (/^\d{6}$/.test(district) && district.startsWith(String(city).slice(0, 4)) && district !== city)
}

/** The divisions that a written address begins with, as far as it names them, and what is left of it. */
export function divisionsAtStart(address: string): { codes: string[]; rest: string } {
  const codes: string[] = []
  let rest = address.trim()
  for (const [level, list] of lists.entries()) {
    const above = (codes.at(-1) ?? '').slice(0, level * 2)
    const under = Object.entries(list).filter(([code]) => code.startsWith(above))
    const named = under.find(([, name]) => rest.startsWith(name)) ?? under.find(([, name]) => rest.startsWith(shortName(name)))
    const found = named ?? (level === 1 ? under.find(([code, name]) => isPassedOver(code, name, codes[0] ?? '', rest)) : undefined)
    if (!found) break
    codes.push(found[0])
    if (named) rest = rest.slice(rest.startsWith(named[1]) ? named[1].length : shortName(named[1]).length).replace(/^[\s,，/、]+/, '')
  }
  return { codes, rest }
}

/** Whether people leave a city out: Beijing of 北京市朝阳区, and what only stands for the counties of a province, as of 湖北省仙桃市. */
function isPassedOver(code: string, name: string, province: string, rest: string): boolean {
  if (name === divisionName(province)) return true
  if (!/直辖|^县$/.test(name)) return false
  return Object.entries(areaList.county_list).some(([county, own]) => county.startsWith(code.slice(0, 4)) && rest.startsWith(own))
}

/** 上海 of 上海市, 广西 of 广西壮族自治区. */
const shortName = (name: string): string => (name.length > 2 ? name.replace(/(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|省|市)$/, '') : name)
