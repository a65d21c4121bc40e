import type { Random } from './random.ts'

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺',
]
const given = [
  ...['伟', '芳', '敏', '静', '磊', '洋', '艳', '勇', '军', '杰', '娟', '涛', '超', '霞', '鹏', '丹', '琳', '凯', '倩', '波'],
  ...[
    '子涵',
    '雨桐',
    '浩然',
    '思远',
    '佳怡',
    '梓萱',
    '文博',
    '晓雯',
    '建国',
    '秀英',
    '志强',
    '海燕',
    '俊杰',
    '雪梅',
    '明辉',
    '丽华',
    '天宇',
    '婉清',
  ],
  ...[
    '嘉豪',
    '欣悦',
    '一鸣',
    '若曦',
    '国栋',
    '春兰',
    '立新',
    '晨曦',
    '可欣',
    '承志',
    '慧敏',
    '宏伟',
    '诗雨',
    '永康',
    '玉珍',
    '景行',
    '书瑶',
    '家明',
  ],
]

export const personName = (random: Random): string => random.pick(surnames) + random.pick(given)

export const cities: readonly (readonly [string, number])[] = [
  ['上海', 12],
  ['北京', 11],
  ['深圳', 9],
  ['广州', 9],
  ['杭州', 7],
  ['苏州', 6],
  ['成都', 7],
  ['武汉', 5],
  ['南京', 5],
  ['重庆', 5],
  ['西安', 4],
  ['青岛', 3],
  ['宁波', 3],
  ['长沙', 3],
  ['合肥', 3],
  ['郑州', 3],
  ['沈阳', 2],
  ['厦门', 2],
]

const companyWords = [
  '恒信',
  '鼎盛',
  '华茂',
  '东临',
  '瑞丰',
  '博远',
  '金石',
  '天合',
  '云帆',
  '中启',
  '立达',
  '昌隆',
  '新科',
  '海纳',
  '德润',
  '百川',
  '宏图',
  '正源',
]
const companyTrades = ['精密机械', '装备制造', '汽车零部件', '食品', '纺织', '包装', '电子', '新材料', '化工', '五金', '印务', '模具']
const clinicKinds = ['人民医院', '中心医院', '第二医院', '妇幼保健院', '社区卫生服务中心', '中医院', '口腔门诊部', '体检中心']
const districts = ['城东', '城西', '江北', '南湖', '高新', '滨江', '临港', '开发区', '新城', '东山']

export const companyName = (random: Random, city: string): string =>
  `${city}${random.pick(companyWords)}${random.pick(companyTrades)}有限公司`
export const clinicName = (random: Random, city: string): string => `${city}${random.pick(districts)}${random.pick(clinicKinds)}`

const mobilePrefixes = ['130', '131', '135', '136', '138', '139', '150', '158', '186', '189']

/** A number of the right shape that nobody has: its middle block is 0000. The `index` makes it unlike all others. */
export function fictionalPhone(index: number): string {
  return `+86${mobilePrefixes[index % mobilePrefixes.length]}0000${String(Math.floor(index / mobilePrefixes.length)).padStart(4, '0')}`
}
