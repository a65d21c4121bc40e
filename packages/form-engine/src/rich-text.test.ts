import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanRichText, plainRichText, richTextOf } from './rich-text.ts'

describe('a formatted text', () => {
  it('keeps the small set of elements', () => {
    const text = '<h2>Plan</h2><p>One <strong>two</strong> <em>three</em><br>four</p><ul><li><p>five</p></li></ul><hr>'
    expect(cleanRichText(text)).toBe(text)
  })

  it.each([
    ['<p>a</p><script>alert(1)</script><p>b</p>', '<p>a</p><p>b</p>'],
    ['<p onclick="x()" style="color:red">a</p>', '<p>a</p>'],
    ['<img src=x onerror=alert(1)>a', '<p>a</p>'],
    ['<a href="javascript:alert(1)">a</a>', '<p>a</p>'],
    ['<a href="java&#115;cript:alert(1)">a</a>', '<p>a</p>'],
    ['<a href=" https://example.com/?a=1&amp;b=2" target="x">a</a>', '<p><a href="https://example.com/?a=1&amp;b=2">a</a></p>'],
    ['<svg><script>alert(1)</script></svg>a', '<p>a</p>'],
    ['<scr<script>x</script>ipt>alert(1)</script>', '<p>xipt&gt;alert(1)</p>'],
    ['<!-- <p> --><b>a</b><i>b</i>', '<p><strong>a</strong><em>b</em></p>'],
    ['1 < 2 & 3', '<p>1 &lt; 2 &amp; 3</p>'],
    ['<p>open <b>never closed', '<p>open <strong>never closed</strong></p>'],
    ['<li>a<li>b', '<p>a</p><p>b</p>'],
    ['<ul><li>a<li>b<ul><li>c</ul></ul>', '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>'],
    ['<p></p><p> </p>', ''],
  ])('cleans %s', (dirty, clean) => {
    expect(cleanRichText(dirty)).toBe(clean)
  })

  it('is clean after one cleaning, whatever it was, and holds nothing beside the set', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<a href="https://a.b">',
      '<a href="javascript:x">',
      '</a>',
      '<ul>',
      '<li>',
      '</ul>',
      '<script>',
      '</script>',
      '<br>',
      '<hr>',
      '<blockquote>',
      '</blockquote>',
      '<pre>',
      '&lt;',
      '&amp;lt;',
      '<',
      '>',
      '"',
      ' ',
      'a',
      '<!--',
      '-->',
      '<svg onload=x>',
      '<h1>',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const clean = cleanRichText(pieces.join(''))
        expect(cleanRichText(clean)).toBe(clean)
        for (const [tag] of clean.matchAll(/<[^>]*>/g))
          expect(tag).toMatch(
            /^<\/?(?:p|h2|h3|ul|ol|li|blockquote|pre|hr|strong|em|u|s|code|a|br)>$|^<a href="(?:https?:\/\/|mailto:|tel:)[^"<>]*">$/,
          )
      }),
      { numRuns: 2000 },
    )
  })

  it('reads as plain lines', () => {
    expect(plainRichText('<h2>Plan</h2><p>One<br>two &amp; three</p><ul><li><p>four</p></li><li>five</li></ul>')).toBe(
      'Plan\nOne\ntwo & three\n• four\n• five',
    )
  })

  it('is made of plain text', () => {
    expect(richTextOf('a < b\n\nc')).toBe('<p>a &lt; b</p><p>c</p>')
  })

  it.each(['<', '<a "', '<a href="', '<script>', '<!--', '&', '<b><i>', '<ul><li>', '</svg'])(
    'takes no time over %j a hundred thousand times',
    (piece) => {
      const begin = performance.now()
      cleanRichText(piece.repeat(100_000))
      cleanRichText(`<svg>${piece.repeat(100_000)}`)
      expect(performance.now() - begin).toBeLessThan(2000)
    },
  )
})
