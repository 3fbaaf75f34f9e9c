# SPDX-License-Identifier: MIT
"""A headless Chromium, driven through the pipe of --remote-debugging-pipe: no port and no package."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time

NAMES = 'chromium', 'chromium-browser', 'google-chrome', 'chrome'


def find():
    """The browser there is, or None."""
    return os.environ.get('CHROMIUM') or next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    def __init__(self):
        self.profile = tempfile.mkdtemp()
        to_read, self.to = os.pipe()
        self.back, to_write = os.pipe()
        # The browser reads commands from its descriptor 3 and answers on 4.
        command = 'exec 3<&%d 4>&%d; exec "$@"' % (to_read, to_write)
        self.child = subprocess.Popen(
            ['bash', '-c', command, 'bash', find(), '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
             '--no-first-run', '--disable-background-networking', '--hide-scrollbars', '--user-data-dir=' + self.profile,
             '--remote-debugging-pipe', 'about:blank'],
            pass_fds=(to_read, to_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.number, self.held, self.session, self.requests = 0, b'', None, []
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        self.session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        for domain in 'Page', 'Runtime', 'Network':
            self.call(domain + '.enable')

    def receive(self):
        while b'\0' not in self.held:
            read = os.read(self.back, 1 << 20)
            if not read:
                raise EOFError('the browser is gone')
            self.held += read
        message, self.held = self.held.split(b'\0', 1)
        message = json.loads(message)
        if message.get('method') == 'Network.requestWillBeSent':
            self.requests.append(message['params']['request']['url'])
        return message

    def call(self, method, **params):
        self.number += 1
        message = {'id': self.number, 'method': method, 'params': params}
        if self.session:
            message['sessionId'] = self.session
        data = json.dumps(message).encode() + b'\0'
        while data:
            data = data[os.write(self.to, data):]
        while True:
            answer = self.receive()
            if answer.get('id') == self.number:
                if 'error' in answer:
                    raise RuntimeError('%s: %s' % (method, answer['error']))
                return answer['result']

    def run(self, script):
        """The value of a JavaScript expression; an exception is one here too."""
        result = self.call('Runtime.evaluate', expression=script, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in result:
            raise RuntimeError(json.dumps(result['exceptionDetails'])[:2000])
        return result['result'].get('value')

    def open(self, path):
        self.requests = []
        self.call('Page.navigate', url='file://' + os.path.abspath(path))
        for _ in range(600):
            if self.run('document.readyState == "complete" && location.protocol == "file:"'):
                return
            time.sleep(.05)
        raise TimeoutError(path)

    def show(self, width, height=900, dark=False, media=''):
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.call('Emulation.setEmulatedMedia', media=media,
                  features=[{'name': 'prefers-color-scheme', 'value': 'dark' if dark else 'light'},
                            {'name': 'prefers-reduced-motion', 'value': 'reduce'}])

    def key(self, key, code=''):
        for kind in 'keyDown', 'keyUp':
            event = {'type': kind, 'key': key, 'code': code}
            if kind == 'keyDown' and len(key) == 1:
                event['text'] = key
            if key == 'Enter':
                event.update(windowsVirtualKeyCode=13, **({'text': '\r'} if kind == 'keyDown' else {}))
            if key == 'Tab':
                event.update(windowsVirtualKeyCode=9)
            self.call('Input.dispatchKeyEvent', **event)

    def click(self, selector):
        """With a pointer, where the element is; so that what covers it would be clicked instead."""
        place = self.run('(() => { const e = document.querySelector(%s); e.scrollIntoView({block: "center"});'
                         ' const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })()' % json.dumps(selector))
        for kind in 'mousePressed', 'mouseReleased':
            self.call('Input.dispatchMouseEvent', type=kind, x=place[0], y=place[1], button='left', clickCount=1)

    def type(self, text):
        self.call('Input.insertText', text=text)

    def picture(self, path):
        with open(path, 'wb') as file:
            file.write(base64.b64decode(self.call('Page.captureScreenshot', format='png')['data']))

    def pages_on_paper(self):
        """The PDF that printing gives."""
        return base64.b64decode(self.call('Page.printToPDF', printBackground=False)['data'])

    def close(self):
        try:
            self.call('Browser.close')
        except (RuntimeError, EOFError, OSError):
            pass
        self.child.wait(20)
        os.close(self.to)
        os.close(self.back)
        shutil.rmtree(self.profile, ignore_errors=True)
