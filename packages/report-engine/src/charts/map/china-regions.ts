import type { Region } from './regions.ts'

/** Short name on the map, whole name, English name, other spellings. */
const provinces: readonly (readonly [short: string, whole: string, english: string, ...other: string[]])[] = [
  ['北京', '北京市', 'Beijing', 'Peking'],
  ['天津', '天津市', 'Tianjin'],
  ['河北', '河北省', 'Hebei'],
  ['山西', '山西省', 'Shanxi'],
  ['内蒙古', '内蒙古自治区', 'Inner Mongolia', 'Nei Mongol', 'Neimenggu', '内蒙'],
  ['辽宁', '辽宁省', 'Liaoning'],
  ['吉林', '吉林省', 'Jilin'],
  ['黑龙江', '黑龙江省', 'Heilongjiang'],
  ['上海', '上海市', 'Shanghai'],
  ['江苏', '江苏省', 'Jiangsu'],
  ['浙江', '浙江省', 'Zhejiang'],
  ['安徽', '安徽省', 'Anhui'],
  ['福建', '福建省', 'Fujian'],
  ['江西', '江西省', 'Jiangxi'],
  ['山东', '山东省', 'Shandong'],
  ['河南', '河南省', 'Henan'],
  ['湖北', '湖北省', 'Hubei'],
  ['湖南', '湖南省', 'Hunan'],
  ['广东', '广东省', 'Guangdong', 'Canton'],
  ['广西', '广西壮族自治区', 'Guangxi', 'Guangxi Zhuang', '广西自治区'],
  ['海南', '海南省', 'Hainan'],
  ['重庆', '重庆市', 'Chongqing'],
  ['四川', '四川省', 'Sichuan', 'Szechwan'],
  ['贵州', '贵州省', 'Guizhou'],
  ['云南', '云南省', 'Yunnan'],
  ['西藏', '西藏自治区', 'Tibet', 'Xizang'],
  ['陕西', '陕西省', 'Shaanxi'],
  ['甘肃', '甘肃省', 'Gansu'],
  ['青海', '青海省', 'Qinghai'],
  ['宁夏', '宁夏回族自治区', 'Ningxia', 'Ningxia Hui', '宁夏自治区'],
  ['新疆', '新疆维吾尔自治区', 'Xinjiang', 'Xinjiang Uygur', 'Xinjiang Uyghur', '新疆自治区'],
  ['台湾', '台湾省', 'Taiwan'],
  ['香港', '香港特别行政区', 'Hong Kong', 'Hong Kong SAR', '中国香港'],
  ['澳门', '澳门特别行政区', 'Macao', 'Macau', 'Macao SAR', '中国澳门'],
]

/** Provinces by the codes of GB/T 2260 are found too: `310000` and `31`. */
const codes = '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' ')

export function chinaRegions(): Region[] {
  return provinces.map(([short, whole, english, ...other], at) => ({
    id: short,
    label: { 'zh-CN': short, en: english },
    names: [whole, ...other, codes[at] ?? '', `${codes[at]}0000`],
  }))
}
