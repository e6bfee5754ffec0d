/* The theme's search, with a repair: lunr names the nodes of its index by joining letters and
   numbers without a mark between them, so that words with digits (bd-003) fall together with
   others, and a search for them fails. And whoever types a whole name or id means what is called
   that, however often others say it. The query of this file's address names the theme's file. */
"use strict";
(function () {
  var here = self.document ? document.currentScript.src : location.href;
  var name = new URL(here).search.slice(1);
  if (!/^search\.[0-9a-z]+\.min\.js$/.test(name)) return;

  var docs = new Map(), typed = "";
  self.addEventListener("message", function (event) {
    var said = event.data || {};
    // Another theme's search is told of its pages in another way.
    if (said.type === 0) ((said.data || {}).docs || []).forEach(function (doc) { docs.set(doc.location, doc); });
    if (said.type === 2) typed = String(said.data).trim().toLowerCase();
  });

  /* Whether a page is called so, or a part of it has a case with that id. */
  function isMeant(doc) {
    if (!doc || !typed) return false;
    var names = [doc.title].concat(doc.tags || []);
    return names.some(function (name) { return name.toLowerCase() === typed; }) ||
      (/\d$/.test(typed) && (doc.text + " ").toLowerCase().includes("#" + typed + " "));
  }

  function repair() {
    if (!self.lunr) return;
    var search = lunr.Index.prototype.search;
    lunr.Index.prototype.search = function (query) {
      return search.call(this, query).map(function (found) {
        if (isMeant(docs.get(found.ref))) found.score *= 1e9;
        return found;
      });
    };
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
