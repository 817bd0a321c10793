// The page by Handlebars. The sheet's texts are escaped already, once for all patients.
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

const PARTIALS = {
  topic: `<article class="{{#if brief}}brief{{else}}topic{{/if}}">
{{#if inBox}}
<h4>{{heading}}</h4>
{{else}}
<h3>{{heading}}</h3>
{{/if}}
{{#each blocks}}
{{> block}}
{{/each}}
</article>
`,
  block: '{{> (partial type)}}',
  paragraph: '<p>{{text}}</p>\n',
  message: '<p class="message">{{text}}</p>\n',
  list: `{{#if label}}
<h3>{{label}}</h3>
{{/if}}
<ul>
{{#each items}}
<li>{{this}}</li>
{{/each}}
</ul>
`,
  steps: `<ol>
{{#each items}}
<li>{{this}}</li>
{{/each}}
</ol>
`,
  pictured: `<{{text}} class="pictured">
{{#each items}}
<li>{{#if figure}}{{figure}}{{words}}</figcaption></figure>{{else}}{{words}}{{/if}}</li>
{{/each}}
</{{text}}>
`,
  labelled: '<p class="{{type}}"><b>{{label}}:</b> {{text}}</p>\n',
  tables: `{{#each items}}
<table>
<thead><tr><td></td>{{#each columns}}<th scope="col">{{day}}{{#if date}}<br><span>{{date}}</span>{{/if}}</th>{{/each}}</tr></thead>
<tbody>
{{#each rows}}
<tr><th scope="row">{{action}}</th>{{#each marks}}<td>{{#if this}}☐{{else}}–{{/if}}</td>{{/each}}</tr>
{{/each}}
</tbody>
</table>
{{/each}}
`,
};

export function makePageOf(css) {
  const handlebars = Handlebars.create();
  const options = { noEscape: true, preventIndent: true };
  for (const [name, source] of Object.entries(PARTIALS)) {
    handlebars.registerPartial(name, handlebars.compile(source, options));
  }
  handlebars.registerHelper('partial', (type) => (type in PARTIALS ? type : 'labelled'));
  const source = readFileSync(new URL('page.handlebars', import.meta.url), 'utf8');
  const template = handlebars.compile(source, options);
  return (sheet) => template({ ...sheet, style: `${css}@page{size:${sheet.page};@bottom-left{content:"${sheet.footer}"}}\n` });
}
