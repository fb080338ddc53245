"""OpenStack Swift with its S3 door, all servers in one process, as its own tests run it: swift-server.py FOLDER PROXY MEMCACHED."""

import os
import sys

import eventlet

eventlet.patcher.monkey_patch(all=False, socket=True, select=True, thread=True)

import swift.common.utils as utils

FOLDER, PROXY_PORT, MEMCACHED_PORT = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
utils.SWIFT_CONF_FILE = os.path.join(FOLDER, 'swift.conf')
utils.HASH_PATH_SUFFIX = b'test'

import eventlet.wsgi
from swift.common.ring import RingBuilder
from swift.common.wsgi import SwiftHttpProtocol, loadapp
from swift.common.utils import NullLogger

PARTS = {'account': 1, 'container': 2, 'object': 3}
STORAGE = """
[DEFAULT]
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
fallocate_reserve = 0
[pipeline:main]
pipeline = server
[app:server]
use = egg:swift#{name}
"""
PROXY = """
[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors cache s3api tempauth bulk proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:tempauth]
use = egg:swift#tempauth
user_shm_archivo = clave-de-prueba .admin
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{memcached}
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:bulk]
use = egg:swift#bulk
"""


def listen(port):
    return eventlet.listen(('127.0.0.1', port), reuse_port=False)


def serve(socket, name, text):
    path = os.path.join(FOLDER, name + '.conf')
    with open(path, 'w') as conf:
        conf.write(text.format(folder=FOLDER, name=name, memcached=MEMCACHED_PORT))
    app = loadapp(path, global_conf={'log_custom_handlers': None})
    return eventlet.spawn(eventlet.wsgi.server, socket, app, NullLogger(), protocol=SwiftHttpProtocol)


def main():
    os.makedirs(os.path.join(FOLDER, 'devices', 'disk'), exist_ok=True)
    sockets = {name: listen(0) for name in PARTS}
    for name, socket in sockets.items():
        ring = RingBuilder(2, 1, 0)
        device = {'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': socket.getsockname()[1], 'device': 'disk'}
        ring.add_dev({'id': 0, 'weight': 1, **device})
        ring.rebalance()
        ring.get_ring().save(os.path.join(FOLDER, name + '.ring.gz'))
    servers = [serve(sockets[name], name, STORAGE) for name in PARTS]
    servers.append(serve(listen(PROXY_PORT), 'proxy', PROXY))
    print('ready', flush=True)
    for server in servers:
        server.wait()


main()
