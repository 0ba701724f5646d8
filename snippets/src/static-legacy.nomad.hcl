# prefix: static-legacy
# name: Static port with its reason
# description: A port fixed on the host for something that cannot do otherwise; the comment says why and until when.
# scope: network
# 1: smtp
# 2: other mail servers only deliver to port 25
# 3: 25

port "smtp" {
  # static: other mail servers only deliver to port 25
  static = 25
}
