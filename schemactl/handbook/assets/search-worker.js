/* The theme's search, with a repair: lunr names the nodes of its index by joining letters and
   numbers without a mark between them, so that words with digits (bd-003) fall together with
   others, and a search for them fails. The query of this file's address names the theme's file. */
"use strict";
(function () {
  var here = self.document ? document.currentScript.src : location.href;
  var name = new URL(here).search.slice(1);
  if (!/^search\.[0-9a-z]+\.min\.js$/.test(name)) return;

  function repair() {
    if (!self.lunr) return;
    lunr.TokenSet.prototype.toString = function () {
      if (this._str) return this._str;
      var edges = this.edges;
      return (this.final ? "1" : "0") + Object.keys(edges).sort().map(function (letter) {
        return letter + edges[letter].id + ";";
      }).join("");
    };
  }

  /* In the frame that stands for a worker, scripts arrive later. */
  Promise.resolve(importScripts(new URL(name, here).href)).then(repair);
})();
