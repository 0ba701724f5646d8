# prefix: fabio
# name: Fabio: route by path
# description: A tag that publishes a service through Fabio under a path, taking the path off on the way.
# scope: service
# 1: /wiki

tags = ["urlprefix-/wiki strip=/wiki"]
