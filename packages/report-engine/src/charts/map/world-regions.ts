import type { Region } from './regions.ts'

/** Countries and territories of the map by their ISO 3166-1 codes. */
const codes =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GG GH GL GM GN GQ GR GS GT GU GW GY HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MP MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TL TM TN TO TR TT TV TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE ZA ZM ZW'

/** What people write beside the names of their language's region list. */
const alsoCalled: { [code: string]: readonly string[] } = {
  AE: ['UAE', '阿联酋'],
  BA: ['波黑', 'Bosnia'],
  CD: ['DR Congo', 'Democratic Republic of the Congo', 'Congo (Kinshasa)', '刚果金', '民主刚果'],
  CF: ['中非'],
  CG: ['Congo', 'Republic of the Congo', '刚果布'],
  CI: ['Ivory Coast', '象牙海岸'],
  CN: ["People's Republic of China", 'PRC', '中华人民共和国'],
  CZ: ['Czech Republic'],
  DO: ['多米尼加'],
  FK: ['马尔维纳斯群岛'],
  GB: ['UK', 'Great Britain', 'England', '大不列颠', '英格兰'],
  IR: ['Islamic Republic of Iran'],
  KP: ["Democratic People's Republic of Korea", 'DPRK', '北朝鲜'],
  KR: ['Korea', 'Republic of Korea', '南韩', '大韩民国'],
  LA: ["Lao People's Democratic Republic"],
  MK: ['Macedonia', '马其顿'],
  MM: ['Myanmar', 'Burma'],
  NL: ['Holland', 'The Netherlands'],
  PS: ['Palestine', '巴勒斯坦'],
  RU: ['Russian Federation', '俄国', '俄罗斯联邦'],
  SY: ['Syrian Arab Republic'],
  SZ: ['Swaziland'],
  TL: ['East Timor'],
  TR: ['Turkey'],
  TZ: ['United Republic of Tanzania'],
  US: ['USA', 'United States of America', 'America', '美利坚合众国'],
  VA: ['Holy See'],
  VN: ['Viet Nam'],
}

export function worldRegions(): Region[] {
  const [zh, en] = (['zh-CN', 'en'] as const).map((locale) => new Intl.DisplayNames(locale, { type: 'region' }))
  return codes.split(' ').map((code) => ({
    id: code,
    label: { 'zh-CN': zh?.of(code) ?? code, en: en?.of(code) ?? code },
    names: [code, ...(alsoCalled[code] ?? [])],
  }))
}
