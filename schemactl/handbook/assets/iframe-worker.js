/* Search runs in a web worker, which browsers refuse to start from file://.
   There, and only there, a hidden frame of the same page does a worker's work. */
"use strict";
(function () {
  if (location.protocol !== "file:") return;

  function FrameWorker(address) {
    var target = new EventTarget();
    var waiting = [];
    var frame = document.createElement("iframe");
    var ready = false;
    frame.hidden = true;
    frame.title = "Search";
    document.body.appendChild(frame);
    var inner = frame.contentWindow;

    function receive(data) {
      target.dispatchEvent(new MessageEvent("message", { data: data }));
    }

    /* What a worker finds in its global scope. */
    inner.postMessage = receive;
    var imported = Promise.resolve();
    inner.importScripts = function () {
      imported = Array.prototype.reduce.call(arguments, function (before, source) {
        return before.then(function () { return load(source); });
      }, imported);
      return imported;
    };

    function load(source) {
      return new Promise(function (resolve, reject) {
        var script = frame.contentDocument.createElement("script");
        script.src = source;
        script.onload = resolve;
        script.onerror = reject;
        frame.contentDocument.body.appendChild(script);
      });
    }

    function deliver(data) {
      inner.dispatchEvent(new inner.MessageEvent("message", { data: data }));
    }

    load(new URL(address, document.baseURI).href).then(function () {
      return imported;
    }).then(function () {
      ready = true;
      waiting.splice(0).forEach(deliver);
    });

    target.postMessage = function (data) {
      if (ready) deliver(data); else waiting.push(data);
    };
    target.terminate = function () { frame.remove(); };
    return target;
  }

  window.IFrameWorker = FrameWorker;
  window.Worker = FrameWorker;
})();
