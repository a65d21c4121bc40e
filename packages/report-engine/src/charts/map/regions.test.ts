import { describe, expect, it } from 'vitest'
import { chinaRegions } from './china-regions.ts'
import { regionOf } from './regions.ts'
import { worldRegions } from './world-regions.ts'

describe('a region', () => {
  it.each([
    ['广东省', '广东'],
    ['广东', '广东'],
    ['Guangdong Province', '广东'],
    ['内蒙古自治区', '内蒙古'],
    ['Inner Mongolia Autonomous Region', '内蒙古'],
    ['新疆维吾尔自治区', '新疆'],
    ['重庆市', '重庆'],
    ['香港特别行政区', '香港'],
    ['HONG KONG', '香港'],
    ['310000', '上海'],
    ['Shaanxi', '陕西'],
    ['Shanxi', '山西'],
  ])('of China is found as %s', (text, id) => {
    expect(regionOf('china', [text])?.id).toBe(id)
  })

  it.each([
    ['United States of America', 'US'],
    ['美国', 'US'],
    ['UK', 'GB'],
    ['Côte d’Ivoire', 'CI'],
    ['Cote dIvoire', 'CI'],
    ['Trinidad and Tobago', 'TT'],
    ['Saint Lucia', 'LC'],
    ['Türkiye', 'TR'],
    ['Turkey', 'TR'],
    ['阿联酋', 'AE'],
    ['de', 'DE'],
  ])('of the world is found as %s', (text, id) => {
    expect(regionOf('world', [text])?.id).toBe(id)
  })

  it('is found by none of what is no region', () => {
    for (const text of ['', '省', 'Atlantis', '华东', '（未填）']) expect(regionOf('china', [text])).toBeUndefined()
    expect(regionOf('world', ['Middle-earth'])).toBeUndefined()
  })

  it('has names that no other region has', () => {
    for (const regions of [chinaRegions(), worldRegions()]) {
      const names = regions.flatMap(({ id, label, names: other }) =>
        [...new Set([id, label['zh-CN'], label.en, ...other])].map((name) => name.toLowerCase()),
      )
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
    }
  })
})
